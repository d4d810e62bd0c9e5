import type { Pool } from 'pg';
export class InvoiceStore {
  constructor(private readonly db: Pool) {}
  private async itemsOf(invoiceId: string) {
    return (await this.db.query({ text: 'SELECT * FROM items WHERE invoice_id = $1', values: [invoiceId] })).rows;
  }
  async all() {
    const { rows: invoices } = await this.db.query('SELECT * FROM invoices');
    return Promise.all(invoices.map(async (invoice) => ({ ...invoice, items: await this.itemsOf(invoice.id) }))); // expect: read pg
  }
}
