package io.cosymesh.backend.form;

/**
 * The text fields of a request, each checked the moment it arrives.
 */
public interface FormFields {

	/**
	 * Takes one field. A blank value of an optional field is the same as none.
	 * @param name name of the field as the caller wrote it
	 * @param value its value
	 * @throws io.cosymesh.mesh.problem.ProblemException when there is no such field or
	 * the value is not fit for it
	 */
	void accept(String name, String value);

	/**
	 * Checks that no required field is missing.
	 * @throws io.cosymesh.mesh.problem.ProblemException when one is
	 */
	void requireAll();

}
