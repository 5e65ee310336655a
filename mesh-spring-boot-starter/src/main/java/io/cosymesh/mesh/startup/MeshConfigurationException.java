package io.cosymesh.mesh.startup;

/**
 * Thrown at start-up when the configuration contradicts itself or the mesh; names the
 * property and the way out.
 */
public class MeshConfigurationException extends RuntimeException {

	private final String property;

	private final String problem;

	private final String action;

	/**
	 * Creates the exception.
	 * @param property the property that is wrong
	 * @param problem what is wrong with it
	 * @param action what to do about it
	 */
	public MeshConfigurationException(String property, String problem, String action) {
		super("%s: %s".formatted(property, problem));
		this.property = property;
		this.problem = problem;
		this.action = action;
	}

	/**
	 * Returns the property that is wrong.
	 * @return its name
	 */
	public String property() {
		return this.property;
	}

	/**
	 * Returns what is wrong with the property.
	 * @return a sentence without the property's name
	 */
	public String problem() {
		return this.problem;
	}

	/**
	 * Returns what to do about it.
	 * @return an instruction
	 */
	public String action() {
		return this.action;
	}

}
