/** Whether another region could hold a copy of a realm, found out before one is begun. */
package io.multiregion.engine.operate.preflight;
