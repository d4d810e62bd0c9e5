/** `u(row, salt)`: a number of [0, 1) that hangs on nothing but the row's number, so that each load makes the same rows. */
export const hashedValuesSql = `
create function u(i bigint, salt bigint) returns double precision language sql immutable parallel safe
  return (hashint8extended(i, salt) & 2147483647) / 2147483648.0;`;
