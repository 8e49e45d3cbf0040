import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import { cleanText, firstText, isBlank, lineOf, listOf } from './fields.ts';

/** Names are cut here, in characters; what is described or written beside, there. */
const [longestLine, longestText] = [200, 1_000];

const mostItems = 30;

/** The text of an order from the catalogue: its number, each thing with how many, the sum, what was written beside it; undefined when it says none of that. */
export function orderIn(data: UnknownObject): string | undefined {
  const order = fieldsOf(data['orderMessage'] ?? data['orderMessageData']);
  const number = lineOf(order['orderId'], longestLine);
  const count = numberOf(order['itemCount']);
  const things = itemsOf(order).flatMap((item) => itemLine(fieldsOf(item)) ?? []);
  const sum =
    moneyOf(order['totalPrice'], 100, order) ?? moneyOf(order['totalAmount1000'], 1_000, order);
  return linesOf([
    number === undefined ? undefined : `order ${number}`,
    lineOf(order['orderTitle'] ?? order['title'], longestLine),
    ...things,
    things.length > 0 || count === undefined ? undefined : `${count} things`,
    sum === undefined ? undefined : `in all ${sum}`,
    written(order, data),
  ]);
}

/** The text of a product from the catalogue: its name, its description, its price, its address, what was written beside it; undefined when it says none of that. */
export function productIn(data: UnknownObject): string | undefined {
  const outer = fieldsOf(data['productMessage'] ?? data['productMessageData']);
  const product = { ...outer, ...fieldsOf(outer['product']) };
  return linesOf([
    lineOf(product['title'] ?? product['name'] ?? product['productName'], longestLine),
    lineOf(product['description'], longestText),
    moneyOf(product['priceAmount1000'], 1_000, product) ?? moneyOf(product['price'], 100, product),
    addressIn(product['url']),
    written(outer, data),
  ]);
}

function itemsOf(order: UnknownObject): readonly unknown[] {
  const lists = ['products', 'items', 'productItems', 'product_items'].map((name) =>
    listOf(order[name]),
  );
  return (lists.find((items) => items.length > 0) ?? []).slice(0, mostItems);
}

function itemLine(item: UnknownObject): string | undefined {
  const name = lineOf(item['name'] ?? item['title'] ?? item['productName'], longestLine);
  const count = numberOf(item['quantity'] ?? item['count']);
  const price = moneyOf(item['price'], 100, item);
  if (name === undefined) return undefined;
  return [
    `• ${name}`,
    count === undefined ? '' : ` × ${count}`,
    price === undefined ? '' : `, ${price}`,
  ].join('');
}

/** Money in words: the vendor counts it in parts of its unit. */
function moneyOf(value: unknown, parts: number, fields: UnknownObject): string | undefined {
  const amount = numberOf(value);
  if (amount === undefined) return undefined;
  const currency = firstText(
    fields['currency'],
    fields['currencyCode'],
    fields['totalCurrencyCode'],
  );
  const unit =
    currency !== undefined && /^[A-Za-z]{3}$/.test(currency.trim())
      ? ` ${currency.trim().toUpperCase()}`
      : '';
  return `${amount / parts}${unit}`;
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && number > 0 && number < 1e12 ? number : undefined;
}

function addressIn(value: unknown): string | undefined {
  const address = lineOf(value, longestLine);
  return address !== undefined && /^https?:\/\/\S+$/i.test(address) ? address : undefined;
}

/** What was written beside it. */
function written(fields: UnknownObject, data: UnknownObject): string | undefined {
  const { caption } = fieldsOf(data['fileMessageData']);
  const text = firstText(
    fields['message'],
    fields['caption'],
    fields['text'],
    fields['body'],
    caption,
  );
  return text === undefined ? undefined : cleanText(text, longestText);
}

function linesOf(lines: readonly (string | undefined)[]): string | undefined {
  const said = lines.filter((line) => line !== undefined && !isBlank(line));
  return said.length === 0 ? undefined : said.join('\n');
}
