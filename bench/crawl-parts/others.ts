import { Parser } from 'htmlparser2';
import { Agent, request } from 'undici';

const PARALLEL = 8;

/** The floor: undici and htmlparser2's SAX parser, which collects links and counts text. No guard, no store. */
export async function crawlPlain(base: string, pages: number): Promise<number> {
  const agent = new Agent({ connections: PARALLEL });
  let next = 0;
  let read = 0;
  const worker = async (): Promise<void> => {
    while (next < pages) {
      const answer = await request(`${base}/s/${next++}`, { dispatcher: agent });
      const links: string[] = [];
      let characters = 0;
      const parser = new Parser({
        onopentag: (name, attributes) => void (name === 'a' && links.push(attributes['href'] ?? '')),
        ontext: (text) => void (characters += text.length),
      });
      parser.end(await answer.body.text());
      if (answer.statusCode === 200 && links.length > 0 && characters > 0) read += 1;
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  await agent.close();
  return read;
}

/** Crawlee's CheerioCrawler as it comes, given the addresses; its storage goes where CRAWLEE_STORAGE_DIR says. */
export async function crawlCheerio(base: string, pages: number): Promise<number> {
  const { CheerioCrawler, Log, LogLevel } = await import('crawlee');
  let read = 0;
  const crawler = new CheerioCrawler({
    requestHandler: ({ $ }) => void (read += $('title').text() === '' ? 0 : 1),
    log: new Log({ level: LogLevel.ERROR }),
  });
  await crawler.run(Array.from({ length: pages }, (_, n) => `${base}/s/${n}`));
  return read;
}
