package io.cosymesh.backend.openai;

/**
 * That something is no more.
 *
 * @param id its id
 * @param object what it was
 * @param deleted always true
 */
record Deleted(String id, String object, boolean deleted) {

	static Deleted of(String id, String object) {
		return new Deleted(id, object, true);
	}

}
