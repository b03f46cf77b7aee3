/** What a primary says of the copy that this region holds: it begins, takes rows, changes its status and ends. */
package io.multiregion.engine.receive.copy;
