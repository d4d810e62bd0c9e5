import { Model } from 'mongoose';
import { InjectModel } from '@nestjs/mongoose';
export class Cats {
  constructor(@InjectModel('Cat') private catModel: Model<any>, @InjectModel('Owner') private ownerModel: Model<any>) {}
  async all() {
    const cats = await this.catModel.find().sort({ name: 1 }).exec();
    for (const cat of cats) {
      cat.owner = await this.ownerModel.findById(cat.ownerId); // expect: read mongoose
    }
    return cats;
  }
}
