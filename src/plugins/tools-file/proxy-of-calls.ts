import { optionalText, proxyUrl } from '../../core/plugin-api/settings.ts';

/** The proxy through which functions are called, and the hosts that are reached without it. */
export const proxyOfCalls = {
  proxy: proxyUrl(
    'HTTPS_PROXY',
    ['https_proxy', 'HTTP_PROXY', 'http_proxy'],
    'Proxy for all outgoing connections',
  ),
  noProxy: optionalText('NO_PROXY', {
    aliases: ['no_proxy'],
    summary: 'Hosts to reach without the proxy',
  }),
};
