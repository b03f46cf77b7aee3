import { regionsAddress } from "../../hook/address";

/** Where the operators of another region pair: in the console of its master realm. */
export function pairPage(url: string): string {
  return `${url.replace(/\/+$/, "")}/admin/master/console/#${regionsAddress("master")}/pair`;
}
