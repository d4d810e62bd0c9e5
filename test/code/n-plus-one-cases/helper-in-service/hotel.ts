import { Rooms } from './rooms';
export const hotel = async () => {
  const rooms = await Rooms.list();
  const out = [];
  for (const { number } of rooms) {
    out.push({ number, guests: await Rooms.guests(number) }); // expect: read postgres
  }
  return out;
};
