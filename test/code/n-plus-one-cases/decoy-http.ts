export async function download(urls: string[]) {
  const pages = [];
  for (const url of urls) {
    const response = await fetch(url);
    pages.push(await response.text());
  }
  return pages;
}
