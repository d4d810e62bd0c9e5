const mongoose = require('mongoose');
exports.User = mongoose.model('User', new mongoose.Schema({ name: String }));
exports.Badge = mongoose.model('Badge', new mongoose.Schema({ user: mongoose.Types.ObjectId }));
