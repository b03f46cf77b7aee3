/** What operators send and see, as JSON. */
package io.multiregion.engine.operate.view;
