// Printed from the public graph; run "npm run schema" to print it again.
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
export type introspection_types = {
    'ApproveMemberResult': { kind: 'UNION'; name: 'ApproveMemberResult'; fields: {}; possibleTypes: 'MemberApproved' | 'Refused'; };
    'Boolean': unknown;
    'ChangeMemberResult': { kind: 'UNION'; name: 'ChangeMemberResult'; fields: {}; possibleTypes: 'MemberChanged' | 'Refused'; };
    'ID': unknown;
    'Ics': { kind: 'OBJECT'; name: 'Ics'; fields: { 'code': { name: 'code'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null; }; } }; 'memberState': { name: 'memberState'; type: { kind: 'ENUM'; name: 'MemberState'; ofType: null; } }; 'name': { name: 'name'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; 'region': { name: 'region'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; 'trusts': { name: 'trusts'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'LIST'; name: never; ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Trust'; ofType: null; }; }; }; } }; 'viewerRoles': { name: 'viewerRoles'; type: { kind: 'LIST'; name: never; ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; }; } }; }; };
    'Instant': unknown;
    'InviteMemberResult': { kind: 'UNION'; name: 'InviteMemberResult'; fields: {}; possibleTypes: 'MemberInvited' | 'Refused'; };
    'LondonDate': unknown;
    'Me': { kind: 'OBJECT'; name: 'Me'; fields: { 'person': { name: 'person'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null; }; } }; 'roles': { name: 'roles'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'LIST'; name: never; ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'MyRole'; ofType: null; }; }; }; } }; }; };
    'MemberApproved': { kind: 'OBJECT'; name: 'MemberApproved'; fields: { 'memberId': { name: 'memberId'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null; }; } }; }; };
    'MemberChange': { name: 'MemberChange'; enumValues: 'resume' | 'retire' | 'suspend'; };
    'MemberChanged': { kind: 'OBJECT'; name: 'MemberChanged'; fields: { 'memberId': { name: 'memberId'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null; }; } }; 'state': { name: 'state'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; }; };
    'MemberInvited': { kind: 'OBJECT'; name: 'MemberInvited'; fields: { 'code': { name: 'code'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; 'expiresAt': { name: 'expiresAt'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Instant'; ofType: null; }; } }; 'memberId': { name: 'memberId'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null; }; } }; }; };
    'MemberKind': { name: 'MemberKind'; enumValues: 'pool' | 'spoke'; };
    'MemberState': { name: 'MemberState'; enumValues: 'active' | 'invited' | 'retired' | 'suspended'; };
    'Mutation': { kind: 'OBJECT'; name: 'Mutation'; fields: { 'approveMember': { name: 'approveMember'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'UNION'; name: 'ApproveMemberResult'; ofType: null; }; } }; 'changeMember': { name: 'changeMember'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'UNION'; name: 'ChangeMemberResult'; ofType: null; }; } }; 'inviteMember': { name: 'inviteMember'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'UNION'; name: 'InviteMemberResult'; ofType: null; }; } }; }; };
    'MyRole': { kind: 'OBJECT'; name: 'MyRole'; fields: { 'role': { name: 'role'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; 'scope': { name: 'scope'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'title': { name: 'title'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; }; };
    'PageInfo': { kind: 'OBJECT'; name: 'PageInfo'; fields: { 'endCursor': { name: 'endCursor'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'hasNextPage': { name: 'hasNextPage'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null; }; } }; }; };
    'Query': { kind: 'OBJECT'; name: 'Query'; fields: { 'ics': { name: 'ics'; type: { kind: 'OBJECT'; name: 'Ics'; ofType: null; } }; 'icsList': { name: 'icsList'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'LIST'; name: never; ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Ics'; ofType: null; }; }; }; } }; 'me': { name: 'me'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Me'; ofType: null; }; } }; 'trust': { name: 'trust'; type: { kind: 'OBJECT'; name: 'Trust'; ofType: null; } }; }; };
    'Reason': { kind: 'OBJECT'; name: 'Reason'; fields: { 'sentence': { name: 'sentence'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; 'word': { name: 'word'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; }; };
    'Refused': { kind: 'OBJECT'; name: 'Refused'; fields: { 'reasons': { name: 'reasons'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'LIST'; name: never; ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Reason'; ofType: null; }; }; }; } }; }; };
    'String': unknown;
    'Trust': { kind: 'OBJECT'; name: 'Trust'; fields: { 'ics': { name: 'ics'; type: { kind: 'OBJECT'; name: 'Ics'; ofType: null; } }; 'memberState': { name: 'memberState'; type: { kind: 'ENUM'; name: 'MemberState'; ofType: null; } }; 'name': { name: 'name'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; 'odsCode': { name: 'odsCode'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null; }; } }; 'type': { name: 'type'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; 'viewerRoles': { name: 'viewerRoles'; type: { kind: 'LIST'; name: never; ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; }; } }; }; };
};


export type introspection = {
  name: never;
  query: 'Query';
  mutation: 'Mutation';
  subscription: never;
  types: introspection_types;
};
