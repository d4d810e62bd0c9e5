import * as store from './store';
export async function report() {
  const orders = await store.openOrders();
  for (const order of orders) {
    const customer = await store.findCustomer(order.customer_id); // expect: read pg
    console.log(customer.name, order.total);
  }
}
