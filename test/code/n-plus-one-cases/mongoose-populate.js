const mongoose = require('mongoose');
const Order = mongoose.model('Order');
async function open() {
  const orders = await Order.find({ open: true });
  for (const order of orders) {
    await order.populate('customer'); // expect: read mongoose
  }
  return orders;
}
module.exports = open;
