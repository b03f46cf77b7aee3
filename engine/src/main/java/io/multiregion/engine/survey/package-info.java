/** What monitoring is shown of all realms at once, at a cost that does not depend on how often it asks. */
package io.multiregion.engine.survey;
