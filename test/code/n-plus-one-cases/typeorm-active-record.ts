import { BaseEntity, Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity()
class Ticket extends BaseEntity { @PrimaryGeneratedColumn() id!: number; }
@Entity()
class Seat extends BaseEntity { ticketId!: number; }
export const seats = async () => {
  const tickets = await Ticket.find();
  const found: Seat[][] = [];
  for (let i = 0; i < tickets.length; i += 1) {
    found[i] = await Seat.findBy({ ticketId: tickets[i]!.id }); // expect: read typeorm
  }
  return found;
};
