package io.cosymesh.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ways to deploy, and those that the optional parts make possible.
 */
enum Overlay {

	LOCAL("""
			resources: [%s/overlays/local]
			""", Set.of("identity-ca:443", "identity-ca:6443")),

	PRODUCTION("""
			resources: [%s/overlays/production]
			""", Constants.PRODUCTION),

	GPU("""
			resources: [%s/overlays/gpu]
			""", Set.of("identity-ca:443", "identity-ca:6443")),

	/** Everything that production can be given. */
	PRODUCTION_WITH_ALL("""
			resources: [%1$s/overlays/production]
			components:
			  - %1$s/components/ingress
			  - %1$s/components/gateway-api
			  - %1$s/observability
			  - %1$s/cosyvoice-runtime
			""", Constants.PRODUCTION),

	/** As production, but Vault signs. */
	PRODUCTION_WITH_VAULT("""
			resources: [%1$s/overlays/production]
			components: [%1$s/components/vault]
			""", with(Constants.PRODUCTION, "identity-ca:8200"));

	private static final Map<Overlay, Manifests> RENDERED = new ConcurrentHashMap<>();

	private final String kustomization;

	private final Set<String> waysOut;

	Overlay(String kustomization, Set<String> waysOut) {
		this.kustomization = kustomization;
		this.waysOut = waysOut;
	}

	/** Returns which pods may call whatever there is, on which ports. */
	Set<String> waysOut() {
		return this.waysOut;
	}

	/** Returns what it expects to find in the cluster. */
	Set<String> fromElsewhere() {
		if (this == LOCAL || this == GPU) {
			return Set.of();
		}
		Stream<String> listed = Manifests.of(Yaml.text(Path.of("../k8s/overlays/production/secrets.example.yaml")))
			.documents()
			.stream()
			.map(Manifests::title);
		return Stream
			.concat(listed,
					Stream.of("Secret/identity-ca-issuer", "ConfigMap/vault-ca",
							"PersistentVolumeClaim/cosyvoice-model"))
			.collect(Collectors.toUnmodifiableSet());
	}

	Manifests render() {
		return RENDERED.computeIfAbsent(this, Overlay::rendered).copy();
	}

	private Manifests rendered() {
		try {
			Path folder = Files.createDirectories(Path.of("target/overlays", name()));
			Path sources = folder.toAbsolutePath().relativize(Path.of("../k8s").toAbsolutePath().normalize());
			Files.writeString(folder.resolve("kustomization.yaml"), """
					apiVersion: kustomize.config.k8s.io/v1beta1
					kind: Kustomization
					namespace: cosymesh
					""" + this.kustomization.formatted(sources));
			return Kubectl.render(folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Set<String> with(Set<String> some, String one) {
		return Stream.concat(some.stream(), Stream.of(one)).collect(Collectors.toUnmodifiableSet());
	}

	// An enum's own constants can't be named before the enum is made.
	private static final class Constants {

		static final Set<String> PRODUCTION = Set.of("identity-ca:443", "identity-ca:6443", "identity-ca:5432",
				"backend-api:5432", "backend-api:443", "webui-service:5432");

	}

}
