package io.cosymesh.mesh.policy;

/**
 * What else must be true of a policy before it may take force, at start and at each
 * reload.
 */
@FunctionalInterface
public interface PolicyCheck {

	/**
	 * Looks at a policy that is right in itself.
	 * @param policy the policy
	 * @throws io.cosymesh.mesh.startup.MeshConfigurationException when it can't take
	 * force here
	 */
	void check(MeshPolicy policy);

}
