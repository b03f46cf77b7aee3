/** How regions come to know each other: who this one is, whom it was paired with, whom it no longer trusts, and until when. */
package io.multiregion.engine.peer.pairing;
