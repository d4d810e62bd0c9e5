import { MongoClient } from 'mongodb';
const client = new MongoClient('mongodb://localhost');
export async function names() {
  const db = client.db('shop');
  const orders = await db.collection('orders').find().toArray();
  const names = [];
  for (const order of orders) {
    const customer = await db.collection('customers').findOne({ _id: order.customerId }); // expect: read mongodb
    names.push(customer?.name);
  }
  return names;
}
