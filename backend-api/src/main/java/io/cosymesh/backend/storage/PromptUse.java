package io.cosymesh.backend.storage;

import java.util.Set;

/**
 * Says which prompts a feature still needs: one that nobody needs is deleted.
 */
public interface PromptUse {

	/**
	 * Says whether a prompt is needed.
	 * @param prompt its address
	 */
	boolean uses(AudioKey prompt);

	/**
	 * Returns every prompt that is needed.
	 */
	Set<AudioKey> prompts();

}
