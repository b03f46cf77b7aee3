/** What other regions say of the primary role: who has it, who takes it over, and how the realm is held. */
package io.multiregion.engine.receive.role;
