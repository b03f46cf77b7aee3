/** The entrance for messages of other regions: who may say what, which act answers it, and the sealed answer. */
package io.multiregion.engine.receive;
