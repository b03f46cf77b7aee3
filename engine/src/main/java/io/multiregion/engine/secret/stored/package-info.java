/** Secrets in this region's database: sealed, opened, and rewritten when that changes. */
package io.multiregion.engine.secret.stored;
