import type { Collection, Db } from 'mongodb';
export class Reviews {
  private readonly reviews: Collection;
  constructor(db: Db) {
    this.reviews = db.collection('reviews');
  }
  of(productIds: string[]) {
    return Promise.all(productIds.map(async (productId) => this.reviews.countDocuments({ productId }))); // expect: read mongodb
  }
}
