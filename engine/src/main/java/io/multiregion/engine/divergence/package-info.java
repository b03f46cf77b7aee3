/** What a deposed primary had committed and its successor never got (promise E): recorded, carried over, compared. */
package io.multiregion.engine.divergence;
