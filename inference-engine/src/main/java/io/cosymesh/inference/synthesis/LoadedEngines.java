package io.cosymesh.inference.synthesis;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.cosymesh.inference.engine.EngineLoader;
import io.cosymesh.inference.engine.Engines;
import io.cosymesh.inference.engine.SpeechException;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The engines in use.
 *
 * @param byName engines by name in order of preference
 */
record LoadedEngines(Map<String, Engines> byName) implements AutoCloseable {

	private static final String LOADER = "EngineLoader";

	static LoadedEngines load(Map<String, EngineLoader> loaders, List<String> names, InstantSource clock)
			throws SpeechException {
		LoadedEngines engines = new LoadedEngines(new LinkedHashMap<>());
		try {
			for (String name : names) {
				EngineLoader loader = loaders.get(name + LOADER);
				if (loader == null) {
					throw unknown(name);
				}
				engines.byName.put(name, new Engines(loader, clock));
			}
			return engines;
		}
		catch (SpeechException | RuntimeException ex) {
			engines.close();
			throw ex;
		}
	}

	/** Refuses limits of an engine that isn't used: a misspelt name would be no limit. */
	void require(String limited) {
		if (!this.byName.containsKey(limited)) {
			throw new InvalidConfigurationPropertyValueException("cosymesh.engine.limits", limited,
					"cosymesh.engine.use names no such engine, but " + String.join(", ", this.byName.keySet()));
		}
	}

	@Override
	public void close() {
		this.byName.values().forEach(Engines::close);
	}

	private static InvalidConfigurationPropertyValueException unknown(String name) {
		return new InvalidConfigurationPropertyValueException("cosymesh.engine.use", name,
				"no such engine is configured; 'embedded' always is, 'cosyvoice' where cosymesh.engine.cosyvoice.url is set");
	}

}
