import { Sequelize, DataTypes, Op } from 'sequelize';
const sequelize = new Sequelize('sqlite::memory:');
const Car = sequelize.define('Car', { plate: DataTypes.STRING });
export async function byYear(groups: Map<number, string[]>) {
  const out = [];
  for (const [year, plates] of groups) {
    out.push({ year, cars: await Car.findAll({ where: { plate: { [Op.in]: plates } } }) });
  }
  return out;
}
