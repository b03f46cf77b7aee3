/** What an operator may ask for, and how a request is refused. */
package io.multiregion.engine.mandate;
