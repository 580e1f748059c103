package io.soletape.cli;

import io.soletape.sandbox.Sandbox;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings that lead to a sandbox instead of the real platforms. */
public final class SandboxDoor {

  private SandboxDoor() {}

  /** Addresses and credentials by the names of the environment variables. */
  public static Map<String, String> settings(Sandbox sandbox) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("STOCKX_API_URL", sandbox.stockxApiUrl().toString());
    settings.put("STOCKX_AUTH_URL", sandbox.stockxAuthUrl().toString());
    settings.put("STOCKX_CLIENT_ID", sandbox.credentials().clientId());
    settings.put("STOCKX_CLIENT_SECRET", sandbox.credentials().clientSecret());
    settings.put("STOCKX_API_KEY", sandbox.credentials().apiKey());
    settings.put("STOCKX_REFRESH_TOKEN", sandbox.credentials().refreshToken());
    settings.put("ALIAS_API_URL", sandbox.aliasApiUrl().toString());
    settings.put("ALIAS_TOKEN", sandbox.credentials().aliasToken());
    settings.put("FX_RATES_URL", sandbox.fxRatesUrl().toString());
    return settings;
  }
}
