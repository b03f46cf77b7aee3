/** What leaves a region: sealed for one recipient, signed, bound to realm, epoch and position; and the content keys for it. */
package io.multiregion.engine.seal;
