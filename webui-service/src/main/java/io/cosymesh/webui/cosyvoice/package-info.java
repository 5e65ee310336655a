/**
 * CosyVoice's own gRPC method, for clients that were written for its server. What is
 * asked goes to backend-api as any other request does; how speech is made must not enter.
 */
@NullMarked
package io.cosymesh.webui.cosyvoice;

import org.jspecify.annotations.NullMarked;
