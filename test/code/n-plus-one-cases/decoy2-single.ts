import { Repository } from 'typeorm';
import { Order } from './order.entity';
export class Orders {
  constructor(private readonly orders: Repository<Order>) {}
  async one(id: number) {
    const order = await this.orders.findOne({ where: { id }, relations: ['lines'] });
    if (!order) throw new Error('not found');
    let total = 0;
    for (const line of order.lines) total += line.price;
    order.lines.forEach((line) => { line.total = total; });
    return this.orders.save(order);
  }
}
