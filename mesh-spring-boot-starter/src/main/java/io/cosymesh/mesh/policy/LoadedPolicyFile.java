package io.cosymesh.mesh.policy;

import java.nio.file.Path;

import io.cosymesh.mesh.policy.PolicyFile.Content;
import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * The policy file as it was at start.
 *
 * @param file where it is
 * @param content what was in it
 * @param policy what it says
 */
record LoadedPolicyFile(PolicyFile file, Content content, MeshPolicy policy) {

	/**
	 * Reads the file.
	 * @throws MeshConfigurationException when it is missing or wrong
	 */
	static LoadedPolicyFile read(Path path, PolicyReader reader) {
		PolicyFile file = new PolicyFile(path);
		Content content = file.read();
		try {
			return new LoadedPolicyFile(file, content, parse(content, reader));
		}
		catch (MeshConfigurationException ex) {
			throw new MeshConfigurationException("cosymesh.policy.file",
					"the policy in %s can't be used: %s".formatted(path, ex.problem()), ex.action());
		}
	}

	static MeshPolicy parse(Content content, PolicyReader reader) {
		return switch (content) {
			case Content.Found found -> reader.read(PolicyYaml.parse(found.text()));
			case Content.Missing missing -> throw PolicyYaml.refused(missing.reason(),
					"Mount a file with 'mode' and 'rules' there (docs/policy.md), or unset cosymesh.policy.file");
		};
	}

}
