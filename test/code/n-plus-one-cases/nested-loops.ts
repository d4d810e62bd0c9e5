import { Sequelize, Model } from 'sequelize';
export class Team extends Model { declare id: number; }
export class Player extends Model { declare id: number; }
export class Goal extends Model {}
export async function goals() {
  const teams = await Team.findAll();
  for (const team of teams) {
    const players = await Player.findAll({ where: { teamId: team.id } }); // expect: read sequelize
    for (const player of players) {
      const count = await Goal.count({ where: { playerId: player.id } }); // expect: read sequelize
      console.log(team.id, player.id, count);
    }
  }
}
