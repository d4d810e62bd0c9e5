import { Repository } from 'typeorm';
import { Product } from './product.entity';
export async function raise(products: Repository<Product>, by: number) {
  const all = await products.find();
  for (const product of all) {
    product.price += by;
    await products.save(product); // expect: write typeorm
  }
}
