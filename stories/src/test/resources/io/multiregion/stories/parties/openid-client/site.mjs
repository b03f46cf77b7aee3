// A small web application that signs its users in with openid-client. It refreshes a user's tokens whenever he looks at its page,
// and asks the realm who he is and whether his token is good.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import * as oidc from 'openid-client';

const { REALM, PORT, CLIENT, SECRET } = process.env;
const site = `http://localhost:${PORT}`;
// a realm that has no TLS in front of it; all else is as the library has it
const realm = await oidc.discovery(new URL(REALM), CLIENT, SECRET, undefined, { execute: [oidc.allowInsecureRequests] });
const begun = new Map();
const users = new Map();

async function begin() {
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const verifier = oidc.randomPKCECodeVerifier();
  begun.set(state, { nonce, verifier });
  return oidc.buildAuthorizationUrl(realm, {
    redirect_uri: `${site}/back`,
    scope: 'openid profile',
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
}

async function end(url) {
  const state = url.searchParams.get('state');
  const { nonce, verifier } = begun.get(state);
  begun.delete(state);
  const tokens = await oidc.authorizationCodeGrant(realm, url, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  const seat = randomUUID();
  users.set(seat, { tokens, subject: tokens.claims().sub, idToken: tokens.id_token });
  return seat;
}

async function page(user) {
  user.tokens = await oidc.refreshTokenGrant(realm, user.tokens.refresh_token);
  const token = user.tokens.access_token;
  const info = await oidc.fetchUserInfo(realm, token, user.subject);
  const { active } = await oidc.tokenIntrospection(realm, token);
  if (!active) {
    throw new Error('the token is not active');
  }
  return `<h1>Site</h1><p id="user">${info.preferred_username}</p><p id="token">${token}</p>`
    + '<a id="sign-out" href="/sign-out">Sign out</a>';
}

function go(response, where, headers = {}) {
  response.writeHead(302, { location: where.toString(), ...headers }).end();
}

async function answer(request, response) {
  const url = new URL(request.url, site);
  const seat = /(?:^|; )seat=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  const user = users.get(seat);
  if (url.pathname === '/back') {
    go(response, site, { 'set-cookie': `seat=${await end(url)}; HttpOnly; Path=/` });
  } else if (url.pathname === '/goodbye') {
    response.end('<h1>Goodbye</h1>');
  } else if (url.pathname === '/sign-out' && user) {
    users.delete(seat);
    go(response, oidc.buildEndSessionUrl(realm, {
      id_token_hint: user.idToken,
      post_logout_redirect_uri: `${site}/goodbye`,
    }));
  } else if (url.pathname !== '/') {
    response.writeHead(404).end();
  } else if (user) {
    response.setHeader('content-type', 'text/html').end(await page(user));
  } else {
    go(response, await begin());
  }
}

createServer((request, response) => answer(request, response).catch((error) => {
  console.error('error', error);
  response.writeHead(500).end(`${error}: ${error.error_description ?? error.cause ?? ''}`);
})).listen(Number(PORT), 'localhost', () => console.log('listening'));
