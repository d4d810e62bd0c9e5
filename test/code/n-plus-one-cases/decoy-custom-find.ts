class Registry {
  private readonly items: { id: number }[] = [];
  async find(id: number) {
    return this.items.find((item) => item.id === id);
  }
  async query(text: string) {
    return this.items.filter((item) => String(item.id) === text);
  }
}
export async function all(registry: Registry, ids: number[]) {
  const found = [];
  for (const id of ids) {
    found.push(await registry.find(id));
    found.push(await registry.query(String(id)));
  }
  return found;
}
