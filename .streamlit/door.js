// The ticket of an editor who gave the desk's password: a cookie that ends with the browser's session,
// and that no other site can have sent along. Without a ticket it is taken away.
export default function ({ data }) {
  const end = data.ticket ? "" : "; Max-Age=0";
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${data.name}=${data.ticket}; Path=/; SameSite=Strict${end}${secure}`;
}
