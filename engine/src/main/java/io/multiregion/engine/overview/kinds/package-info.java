/** What a realm is made of here, kind by kind, beside what the last comparison with a copy has found. */
package io.multiregion.engine.overview.kinds;
