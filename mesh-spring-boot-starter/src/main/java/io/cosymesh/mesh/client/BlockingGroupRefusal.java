package io.cosymesh.mesh.client;

import io.cosymesh.mesh.startup.MeshConfigurationException;

import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.service.registry.HttpServiceGroup;

/**
 * Refuses HTTP service groups of blocking clients, which is what a group is unless it
 * says otherwise, and which would call without an SVID.
 */
final class BlockingGroupRefusal implements RestClientHttpServiceGroupConfigurer {

	@Override
	public void configureGroups(Groups<RestClient.Builder> groups) {
		groups.forEachClient((group, _) -> refuse(group));
	}

	private static void refuse(HttpServiceGroup group) {
		throw new MeshConfigurationException("@ImportHttpServices(group = \"%s\")".formatted(group.name()),
				"the group has a blocking client, which knows no mesh identity",
				"Add clientType = HttpServiceGroup.ClientType.WEB_CLIENT to the annotation");
	}

}
