/**
 * What the console shows and does by way of backend-api: engines and queues. Nothing here
 * calls the engine itself.
 */
@NullMarked
package io.cosymesh.webui.console;

import org.jspecify.annotations.NullMarked;
