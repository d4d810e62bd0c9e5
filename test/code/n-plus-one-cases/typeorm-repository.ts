import { Repository } from 'typeorm';
import { InjectRepository } from '@nestjs/typeorm';
import { Order, Payment } from './entities-elsewhere';
export class OrderService {
  constructor(
    @InjectRepository(Order) private readonly orders: Repository<Order>,
    @InjectRepository(Payment) private readonly payments: Repository<Payment>,
  ) {}
  async unpaid() {
    const orders = await this.orders.find({ where: { open: true } });
    const unpaid = [];
    for (const order of orders) {
      const payment = await this.payments.findOne({ where: { orderId: order.id } }); // expect: read typeorm
      if (!payment) unpaid.push(order);
    }
    return unpaid;
  }
}
