// Everything comes from this server: no validator badge, no layout with an address bar.
SwaggerUIBundle({
  url: '/v1/openapi.json',
  dom_id: '#api',
  validatorUrl: null,
  docExpansion: 'none',
  defaultModelsExpandDepth: -1,
  defaultModelRendering: 'model',
  deepLinking: true,
  filter: true,
  showExtensions: true,
  operationsSorter: 'alpha',
  tagsSorter: 'alpha',
});
