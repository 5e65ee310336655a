package io.cosymesh.webui.access.people;

/**
 * Hears of people in the transaction that changes them, and may block.
 */
public interface PersonListener {

	/**
	 * Called when a person's word should no longer count without a new sign-in: the
	 * password or the role is another one, or the person was disabled.
	 * @param person the person as of now
	 */
	void changed(Person person);

	/**
	 * Called when a person has gone.
	 * @param person the person
	 */
	void gone(Person person);

}
