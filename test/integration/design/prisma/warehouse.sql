-- By Prisma's schema engine 8.1.0-2.59be4fd: npx prisma migrate diff --from-empty --to-schema warehouse.prisma --script (from Prisma 7 on without its line `url`)
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "billing";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "identity";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "billing"."Currency" AS ENUM ('EUR', 'USD');

-- CreateEnum
CREATE TYPE "identity"."staff_role" AS ENUM ('clerk', 'manager');

-- CreateTable
CREATE TABLE "identity"."people" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "email" VARCHAR(320) NOT NULL,
    "role" "identity"."staff_role" NOT NULL DEFAULT 'clerk',
    "last_ip" INET,
    "flags" BIT(8) NOT NULL DEFAULT '00000000',
    "created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "born_on" DATE,

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "billing"."invoices" (
    "id" BIGSERIAL NOT NULL,
    "number" SERIAL NOT NULL,
    "person_id" UUID NOT NULL,
    "currency" "billing"."Currency" NOT NULL,
    "total" DECIMAL(12,2) NOT NULL,
    "fee" MONEY NOT NULL DEFAULT 0,
    "rate" REAL NOT NULL,
    "note" TEXT NOT NULL DEFAULT 'it''s "due"',
    "due" TIMESTAMPTZ NOT NULL DEFAULT '2030-01-31 12:00:00 +00:00',
    "paper" XML,

    CONSTRAINT "invoices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "warehouses" (
    "code" CHAR(4) NOT NULL,
    "opens_at" TIMETZ(0) NOT NULL,

    CONSTRAINT "warehouses_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "moves" (
    "warehouse" CHAR(4) NOT NULL,
    "line" SMALLSERIAL NOT NULL,
    "byId" UUID,
    "quantity" INTEGER NOT NULL DEFAULT -1,
    "big" BIGINT NOT NULL DEFAULT 9007199254740993,
    "stamp" BYTEA NOT NULL DEFAULT '\x68656c6c6f',

    CONSTRAINT "moves_pkey" PRIMARY KEY ("warehouse","line")
);

-- CreateTable
CREATE TABLE "identity"."_PersonToWarehouse" (
    "A" UUID NOT NULL,
    "B" CHAR(4) NOT NULL,

    CONSTRAINT "_PersonToWarehouse_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateIndex
CREATE UNIQUE INDEX "people_email_key" ON "identity"."people"("email");

-- CreateIndex
CREATE UNIQUE INDEX "invoices_number_key" ON "billing"."invoices"("number");

-- CreateIndex
CREATE INDEX "invoices_person_id_due_idx" ON "billing"."invoices"("person_id", "due");

-- CreateIndex
CREATE INDEX "_PersonToWarehouse_B_index" ON "identity"."_PersonToWarehouse"("B");

-- AddForeignKey
ALTER TABLE "billing"."invoices" ADD CONSTRAINT "invoices_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "identity"."people"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "moves" ADD CONSTRAINT "moves_warehouse_fkey" FOREIGN KEY ("warehouse") REFERENCES "warehouses"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "moves" ADD CONSTRAINT "moves_byId_fkey" FOREIGN KEY ("byId") REFERENCES "identity"."people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity"."_PersonToWarehouse" ADD CONSTRAINT "_PersonToWarehouse_A_fkey" FOREIGN KEY ("A") REFERENCES "identity"."people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity"."_PersonToWarehouse" ADD CONSTRAINT "_PersonToWarehouse_B_fkey" FOREIGN KEY ("B") REFERENCES "warehouses"("code") ON DELETE CASCADE ON UPDATE CASCADE;
