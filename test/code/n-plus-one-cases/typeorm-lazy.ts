import { BaseEntity, Column, Entity, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
@Entity()
export class Photo extends BaseEntity { @PrimaryGeneratedColumn() id!: number; }
@Entity()
export class Album extends BaseEntity {
  @PrimaryGeneratedColumn() id!: number;
  @Column() title!: string;
  @OneToMany(() => Photo, 'album') photos!: Promise<Photo[]>;
}
export async function show() {
  const albums = await Album.find();
  for (const album of albums) {
    const photos = await album.photos; // expect: read typeorm
    console.log(album.title, photos.length);
  }
}
