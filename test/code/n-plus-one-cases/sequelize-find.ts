import { Model, DataTypes, Sequelize } from 'sequelize';
const sequelize = new Sequelize('sqlite::memory:');
class Author extends Model {}
Author.init({ name: DataTypes.STRING }, { sequelize });
const Book = sequelize.define('Book', { title: DataTypes.STRING });
export async function catalogue() {
  const books = await Book.findAll();
  for (const book of books as any[]) {
    book.author = await Author.findByPk(book.authorId); // expect: read sequelize
  }
  return books;
}
