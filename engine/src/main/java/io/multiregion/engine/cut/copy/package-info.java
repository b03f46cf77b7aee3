/** How far a copy is, or a catching-up that goes through a realm like one: stage by stage, page by page. */
package io.multiregion.engine.cut.copy;
