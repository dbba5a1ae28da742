"use strict";

const examples = [
  `# Organisations of a region that support a cause, a page at a time
query Region {
  organisations(first: 20, filter: { placeWithin: "scotland", cause: "climate-action" }) {
    totalCount
    nodes {
      slug
      name
      kind
      website
      place { name }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
  `# What one organisation stands for and how it is tied, each with its sources
query Evidence {
  revision
  asOf
  organisation(id: "unison") {
    name
    causes(first: 10) {
      edges { stance weight confidence node { name type } sources { title url } }
    }
    ties(first: 10) {
      totalCount
      edges { type direction state since until node { name } sources { title } }
    }
  }
}`,
  `# A cause, who supports it, and the coalitions about it
query Cause($cause: ID!) {
  cause(id: $cause) {
    name
    broader { name }
    supporters(first: 10) { totalCount edges { weight node { name kind } } }
    coalitions(first: 10) { nodes { name start members { totalCount } } }
  }
}`,
];

const variables = { Cause: '{ "cause": "climate-action" }' };
const tabs = examples.map((query) => ({ query, variables: variables[query.match(/query (\w+)/)[1]] }));
const fetcher = GraphiQL.createFetcher({ url: "/graphql" });
ReactDOM.createRoot(document.getElementById("explorer")).render(
  React.createElement(GraphiQL, { fetcher, defaultTabs: tabs, shouldPersistHeaders: false }),
);
