package io.cosymesh.webui.mesh;

import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.cosymesh.mesh.client.PeerClients;
import io.cosymesh.mesh.report.MeshReport;
import io.cosymesh.mesh.traffic.PeerTraffics;
import io.cosymesh.webui.tls.ServerNames;

import tools.jackson.databind.json.JsonMapper;

/**
 * Puts together what shows the mesh.
 */
@Configuration(proxyBeanMethods = false)
class MeshConfiguration {

	@Bean
	MeshServices meshServices(PeerClients peers, PeerTraffics traffics, JsonMapper json) {
		return new MeshServices(peers, traffics, json);
	}

	@Bean
	WholeMesh wholeMesh(MeshServices services, MeshReport own, InstantSource clock, Environment environment) {
		return new WholeMesh(services, own, clock,
				() -> "localhost:" + environment.getProperty("local.server.port", "-"));
	}

	@Bean
	WholeTap wholeTap(MeshServices services, MeshReport own) {
		return new WholeTap(services, own);
	}

	@Bean
	MeshQuestions meshQuestions(PeerClients peers) {
		return new MeshQuestions(peers);
	}

	@Bean
	MeshDoor meshDoor(ServerNames names) {
		return new MeshDoor(names);
	}

}
