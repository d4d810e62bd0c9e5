import { Model, HasManyGetAssociationsMixin } from 'sequelize';
export class Photo extends Model {}
export class Album extends Model {
  declare getPhotos: HasManyGetAssociationsMixin<Photo>;
}
export async function sizes(albums: Album[]) {
  return Promise.all(albums.map(async (album) => (await album.getPhotos()).length)); // expect: read sequelize
}
